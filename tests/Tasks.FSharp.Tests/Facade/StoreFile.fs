namespace Tasks.FSharp.Tests.Facade

open System
open System.IO
open Microsoft.Data.Sqlite
open Microsoft.Extensions.DependencyInjection
open Microsoft.Extensions.Hosting
open Tasks
open Tasks.Shop

/// A host over a SQLite file of its own: the life of both ends with the test.
type StoreFile(configure: TasksBuilder -> TasksBuilder) =
    let folder = Directory.CreateTempSubdirectory("tasks-fsharp-")
    let source = $"""Data Source={Path.Combine(folder.FullName, "tasks.db")}"""

    let host =
        let builder = Host.CreateEmptyApplicationBuilder(HostApplicationBuilderSettings())

        builder.Services
            .AddSingleton<IPriceList>(
                { new IPriceList with
                    member _.PriceOf(product) = decimal product.Length
                }
            )
            .AddTasks(fun tasks ->
                tasks.AddSqlite(source, configure = fun options -> options.Queues <- [||])
                |> configure
                |> ignore)
        |> ignore

        builder.Build()

    let scope = TaskBackends.Use(host.Services)

    member _.Source = source

    member _.Host = host

    member _.Backend = host.Services.GetRequiredService<ITaskBackends>().Default

    member _.Connect() =
        task {
            let connection = new SqliteConnection(source)
            do! connection.OpenAsync(Facade.token ())
            return connection
        }

    interface IAsyncDisposable with
        member _.DisposeAsync() =
            scope.Dispose()

            task {
                do! host.StopAsync()
                do! (host :?> IAsyncDisposable).DisposeAsync()
                SqliteConnection.ClearAllPools()
                folder.Delete(true)
            }
            |> System.Threading.Tasks.ValueTask
