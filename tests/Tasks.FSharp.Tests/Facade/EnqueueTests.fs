namespace Tasks.FSharp.Tests.Facade

open System.Reflection
open Xunit
open Tasks
open Tasks.Shop

/// What C# has declared is enqueued from F# with the same words, and found without registration.
module EnqueueTests =

    [<Fact; Trait("Spec", "API-4"); Trait("Spec", "API-2")>]
    let ``A task of a C# library is enqueued with its own types and run`` () =
        Facade.inHost (fun host ->
            task {
                let! sum = Till.AddTask.EnqueueAsync(1, 2, Facade.token ())
                let! withDefault = Till.AddTask.EnqueueAsync(1)

                let! printed =
                    Till.PrintTask.Using(priority = 9).EnqueueAsync([| "a"; "b" |], Facade.token ())

                let! closed = Till.CloseTask.EnqueueAsync(Facade.token ())
                let! runs = host.RunDueTasksAsync(Facade.token ())

                let! sum = sum.RefreshAsync(Facade.token ())
                let! withDefault = withDefault.RefreshAsync(Facade.token ())
                let! printed = printed.RefreshAsync(Facade.token ())
                let! closed = closed.RefreshAsync(Facade.token ())

                Assert.Equal((4, 3, 11, "a\nb"), (runs, sum.ReturnValue, withDefault.ReturnValue, printed.ReturnValue))
                Assert.Equal((TaskResultStatus.Successful, 9), (closed.Status, printed.Priority))
            })

    [<Fact; Trait("Spec", "API-4")>]
    let ``Calls are values for F# too`` () =
        Assert.True((Till.AddTask.With(1, 2) = Till.AddTask.With(1, 2)))
        Assert.True(Till.AddTask.Using(queue = "slow") = Till.AddTask.Using(queue = "slow"))
        Assert.False((Till.AddTask.With(1, 2) = Till.AddTask.With(2, 1)))

    [<Fact; Trait("Spec", "API-4")>]
    let ``Several calls are enqueued together and read back untyped`` () =
        Facade.inHost (fun host ->
            task {
                let! results =
                    TaskBackends.Default.EnqueueManyAsync(
                        [
                            Till.AddTask.With(1, 2)
                            Orders.total.With
                                {
                                    Id = 1
                                    Lines = []
                                    Notes = Map.empty
                                }
                        ]
                    )

                let! _ = host.RunDueTasksAsync()
                let! first = TaskBackends.Default.GetResultAsync(results[0].Id)

                Assert.Equal(3, first.As<int>().ReturnValue)
                Assert.Equal("orders.total", results[1].TaskName)
            })

    // The compiler writes no reference to an assembly that is not used into this one: its task is known by its name alone.
    [<Fact; Trait("Spec", "API-2")>]
    let ``A task of a referenced library that this code names nothing of is run`` () =
        let count =
            TaskHandle.Create("Tasks.Shop.Cellar.Bottles.Count", fun (_: {| shelves: int |}) (_: TaskContext) -> -1)

        Facade.inHost (fun host ->
            task {
                let! counted = count.EnqueueAsync {| shelves = 2 |}
                let! _ = host.RunDueTasksAsync(Facade.token ())
                let! counted = counted.RefreshAsync(Facade.token ())

                let references = Assembly.GetExecutingAssembly().GetReferencedAssemblies()

                Assert.False(
                    references
                    |> Array.exists (fun reference -> reference.Name = "Tasks.Shop.Cellar")
                )

                Assert.Equal(24, counted.ReturnValue)
            })
