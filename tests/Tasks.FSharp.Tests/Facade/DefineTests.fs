namespace Tasks.FSharp.Tests.Facade

open System.Threading.Tasks
open Xunit
open Tasks
open Tasks.FSharp.Tests.Facade.Orders

/// F# defines tasks of its own: a function of a record, with the same options.
module DefineTests =
    let private order =
        {
            Id = 7
            Lines = [ { Name = "tea"; Count = Some 2 }; { Name = "cup"; Count = None } ]
            Notes = Map [ "gift", "yes" ]
        }

    [<Fact; Trait("Spec", "API-4")>]
    let ``Tasks of this assembly run on what is read back from their JSON`` () =
        Facade.inHost (fun host ->
            task {
                let! total = total.EnqueueAsync(order)
                let! shipped = ship.EnqueueAsync(order, Facade.token ())
                let! cleaned = cleanUp.EnqueueAsync(())
                let! _ = host.RunDueTasksAsync()
                let! total = total.RefreshAsync()
                let! shipped = shipped.RefreshAsync()
                let! cleaned = cleaned.RefreshAsync()

                Assert.Equal((3, "7 in attempt 1"), (total.ReturnValue, shipped.ReturnValue))
                Assert.Equal<string>([ "Id"; "Lines"; "Notes" ], total.Arguments.Keys)
                Assert.True(cleaned.Metadata["cleaned"].GetBoolean())
                Assert.Equal(TaskResultStatus.Successful, cleaned.Status)
            })

    [<Fact; Trait("Spec", "API-4")>]
    let ``Options are those of the attribute`` () =
        Assert.Equal(("shipping", 7, 3), (ship.Queue, ship.Priority, ship.Definition.MaxAttempts))
        Assert.Equal<string>([ "orders.send" ], ship.Definition.FormerNames)
        Assert.True(ship.Using(priority = 1) = ship.Using(priority = 1))

    [<Fact; Trait("Spec", "API-4")>]
    let ``A function that throws fails its task`` () =
        Facade.inHost (fun host ->
            task {
                let! result = fail.EnqueueAsync({ order with Id = -1 })
                let! _ = host.RunDueTasksAsync()
                let! result = result.RefreshAsync()

                Assert.Equal((TaskResultStatus.Failed, "no such order"), (result.Status, result.Errors[0].Message))
            })

    [<Fact>]
    let ``A function is called here and now`` () =
        task {
            let! count = total.CallAsync(order)
            Assert.Equal(3, count)
        }

    [<Fact; Trait("Spec", "ARG-2")>]
    let ``A union has no JSON of its own, and the error says what to do`` () =
        Facade.inHost (fun _ ->
            task {
                let! refusal =
                    Assert.ThrowsAsync<InvalidTaskException>(fun () -> draw.EnqueueAsync({ Shape = Circle 1.0 }))

                Assert.Contains("'orders.draw'", refusal.Message)
                Assert.Contains("discriminated union", refusal.Message)
                Assert.Contains("converter", refusal.Message)
            })

    [<Fact; Trait("Spec", "API-4")>]
    let ``A function that gives back work instead of a value is refused where it is written`` () =
        let refusal (create: unit -> unit) =
            Assert.Throws<InvalidTaskException>(create).Message

        let ofTask =
            refusal (fun () -> TaskHandle.Create("a", fun (_: Order) _ -> Task.CompletedTask) |> ignore)

        let ofAsync =
            refusal (fun () -> TaskHandle.Create("b", fun (_: Order) _ -> async { return 3 }) |> ignore)

        let ofValueTask =
            refusal (fun () -> TaskHandle.Create("c", fun (_: Order) _ -> ValueTask<int>(3)) |> ignore)

        Assert.Equal(
            "The function of task 'a' returns Task, which nobody would await: let it return a Task<T>, "
            + "as an async lambda of C# and task { … } of F# do.",
            ofTask
        )

        Assert.Contains("returns FSharpAsync<Int32>", ofAsync)
        Assert.Contains("returns ValueTask<Int32>", ofValueTask)
