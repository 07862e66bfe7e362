/// Tasks of an F# app's own.
module Outside.FSharpApp.Sums

open System.Threading.Tasks
open Tasks

type Sum = { A: int; B: int }

type Many =
    {
        Numbers: int list
        Note: string option
    }

let add =
    TaskHandle.Create("Sums.Add", fun (sum: Sum) (_: TaskContext) -> sum.A + sum.B)

let addMany =
    TaskHandle.Create(
        "Sums.AddMany",
        (fun (many: Many) (context: TaskContext) ->
            task {
                do! Task.Delay(1, context.CancellationToken)

                return
                    if context.Attempt = 1 then
                        failwith "not the first time"
                    else
                        $"{many.Note |> Option.defaultValue context.TaskResult.Id}: {List.sum many.Numbers}"
            }),
        priority = 10,
        maxAttempts = 2
    )

let nothing =
    TaskHandle.Create("Sums.Nothing", fun () (_: TaskContext) -> task { return () })
