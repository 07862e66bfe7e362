namespace Tasks.FSharp.Tests.Facade

open System
open System.Reflection
open Microsoft.Extensions.Hosting
open Xunit
open Tasks

/// A host with an in-memory store, ambient for the test that made it.
module Facade =
    let build () =
        let builder = Host.CreateEmptyApplicationBuilder(HostApplicationBuilderSettings())

        builder.Services.AddTasks(fun tasks ->
            tasks.AddInMemory(configure = fun options -> options.Queues <- [||]).AddTasksFrom(Assembly.GetExecutingAssembly())
            |> ignore)
        |> ignore

        builder.Build()

    let inHost (test: IHost -> System.Threading.Tasks.Task<unit>) =
        task {
            use host = build ()
            use _ = TaskBackends.Use(host.Services)
            do! test host
        }

    let token () = TestContext.Current.CancellationToken

    /// Asks until it is so, for half a minute at the most.
    let until (condition: unit -> System.Threading.Tasks.Task<bool>) =
        task {
            let limit = DateTime.UtcNow.AddSeconds 30.0
            let mutable isSo = false

            while not isSo do
                Assert.True(DateTime.UtcNow < limit, "It was not so in half a minute.")
                let! answer = condition ()
                isSo <- answer
                do! System.Threading.Tasks.Task.Delay(5, token ())
        }
