/// An F# app outside the repository. Of the C# library it references it names nothing.
module Outside.FSharpApp.Program

open System
open System.Reflection
open Microsoft.Extensions.Hosting
open Outside.FSharpApp.Sums
open Tasks

let soon = TimeSpan.FromSeconds 20.0

let equal expected actual =
    if expected <> actual then
        failwith $"expected {expected}, got {actual}"

let hostOf (configure: TasksBuilder -> TasksBuilder) =
    let builder = Host.CreateApplicationBuilder()
    builder.Services.AddTasks(fun tasks -> configure tasks |> ignore) |> ignore
    builder.Build()

/// Runs what another process has enqueued, in another language.
let work (file: string) (id: string) =
    task {
        use host = hostOf (fun tasks -> tasks.AddSqlite($"Data Source={file}").AddWorker())
        do! host.StartAsync()
        let! result = TaskBackends.Default.GetResultAsync(id)
        let! result = result.WaitAsync(soon)
        printfn $"{result.TaskName} gave {result.ReturnValue}"
        do! host.StopAsync()
    }

let ownTasks () =
    task {
        use host =
            hostOf (fun tasks -> tasks.AddSqlite("Data Source=sums.db").AddTasksFrom(Assembly.GetExecutingAssembly()).AddWorker())

        do! host.StartAsync()
        let! added = add.EnqueueAsync { A = 1; B = 2 }

        let! noted =
            addMany.EnqueueAsync
                {
                    Numbers = [ 1; 2; 3 ]
                    Note = Some "six"
                }

        let! nothing =
            nothing.Using(priority = 3, delay = TimeSpan.FromMilliseconds 1.0).EnqueueAsync(())

        let! several =
            TaskBackends.Default.EnqueueManyAsync [ for n in 1..50 -> add.With { A = n; B = n } ]

        let! added = added.WaitAsync soon
        let! noted = noted.WaitAsync soon
        let! nothing = nothing.WaitAsync soon
        equal (3, "six: 6") (added.ReturnValue, noted.ReturnValue)
        equal (2, [ "not the first time" ]) (noted.Attempts, [ for error in noted.Errors -> error.Message ])
        equal (TaskResultStatus.Successful, 3) (nothing.Status, nothing.Priority)

        for n in 1..50 do
            let! sum = several[n - 1].As<int>().WaitAsync soon
            equal (2 * n) sum.ReturnValue

        do! host.StopAsync()
        printfn "ok: tasks of its own"
    }

let drained () =
    task {
        use host = hostOf (fun tasks -> tasks.AddInMemory().AddTask(add))
        use _ = TaskBackends.Use(host.Services)
        let! added = add.EnqueueAsync { A = 20; B = 22 }
        let! runs = host.RunDueTasksAsync()
        let! added = added.RefreshAsync()
        equal (1, 42) (runs, added.ReturnValue)
        printfn "ok: tests without waiting"
    }

[<EntryPoint>]
let main args =
    match args with
    | [| "work"; file; id |] -> (work file id).Wait()
    | _ ->
        ownTasks().Wait()
        drained().Wait()

    0
