namespace Tasks.FSharp.Tests.Facade

open Tasks

/// Tasks of this assembly: functions of one record and a context.
module Orders =
    type Line = { Name: string; Count: int option }

    type Order =
        {
            Id: int
            Lines: Line list
            Notes: Map<string, string>
        }

    type Shape =
        | Circle of radius: float
        | Square of side: float

    type Drawing = { Shape: Shape }

    let total =
        TaskHandle.Create(
            "orders.total",
            fun (order: Order) (_: TaskContext) -> order.Lines |> List.sumBy (fun line -> Option.defaultValue 1 line.Count)
        )

    let ship =
        TaskHandle.Create(
            "orders.ship",
            (fun (order: Order) (context: TaskContext) ->
                task {
                    do! System.Threading.Tasks.Task.Yield()
                    return $"{order.Id} in attempt {context.Attempt}"
                }),
            queue = "shipping",
            priority = 7,
            maxAttempts = 3,
            formerNames = [| "orders.send" |]
        )

    let cleanUp =
        TaskHandle.Create("orders.cleanUp", fun () (context: TaskContext) -> task { context.Metadata["cleaned"] <- true })

    let fail =
        TaskHandle.Create(
            "orders.fail",
            (fun (order: Order) (_: TaskContext) -> if order.Id < 0 then failwith "no such order" else order.Id)
        )

    let draw =
        TaskHandle.Create("orders.draw", fun (drawing: Drawing) (_: TaskContext) -> 1)
