// snippet: opening
open System
open Microsoft.Extensions.Hosting
open Tasks

type Sum = { A: int; B: int }

let add =
    TaskHandle.Create("Sums.Add", fun (sum: Sum) (_: TaskContext) -> sum.A + sum.B)

let builder = Host.CreateApplicationBuilder()

builder.Services.AddTasks(fun tasks -> tasks.AddSqlite("Data Source=tasks.db").AddTask(add).AddWorker() |> ignore)
|> ignore

let host = builder.Build()

let work =
    task {
        do! host.StartAsync()
        let! result = add.EnqueueAsync { A = 1; B = 2 }
        let! finished = result.WaitAsync(TimeSpan.FromSeconds 5.0)
        printfn "%d" finished.ReturnValue
        do! host.StopAsync()
    }

work.Wait()
// end-snippet
