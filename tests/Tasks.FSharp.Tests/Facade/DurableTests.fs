namespace Tasks.FSharp.Tests.Facade

open System
open System.Data.Common
open Microsoft.Data.Sqlite
open Tasks
open Tasks.Shop
open Xunit

/// A file, a worker, both languages: what is enqueued here is run there, and read back typed.
module DurableTests =
    type Sum = { A: int; B: int }

    // Private, so that only `AddTask` can make them known.
    let private add =
        TaskHandle.Create("durable.add", fun (sum: Sum) (_: TaskContext) -> sum.A + sum.B)

    let private addLater =
        TaskHandle.Create(
            "durable.addLater",
            (fun (sum: Sum) (context: TaskContext) ->
                task {
                    do! System.Threading.Tasks.Task.Delay(1, context.CancellationToken)
                    context.Metadata["attempt"] <- context.Attempt

                    return
                        if context.Attempt = 1 then
                            failwith "not yet"
                        else
                            sum.A + sum.B
                }),
            queue = "slow",
            maxAttempts = 3,
            retryBackoff = RetryBackoff.Fixed,
            retryDelaySeconds = 0.001
        )

    type Filing = { Source: string; Number: int }

    // Its success is part of its own transaction.
    let private filing =
        TaskHandle.Create(
            "durable.filing",
            fun (filing: Filing) (context: TaskContext) ->
                task {
                    use connection = new SqliteConnection(filing.Source)
                    do! connection.OpenAsync(context.CancellationToken)
                    use! transaction = connection.BeginTransactionAsync(context.CancellationToken)
                    do! context.SucceedInAsync(transaction, filing.Number)
                    do! transaction.CommitAsync()
                    return filing.Number
                }
        )

    let private soon = TimeSpan.FromSeconds 30.0

    let private withWorker () =
        new StoreFile(fun tasks -> tasks.AddTask(add).AddTask(addLater).AddTask(filing).AddWorker(fun worker -> worker.Queues <- [| "*" |]))

    let private started () =
        task {
            let file = withWorker ()
            do! file.Host.StartAsync(Facade.token ())
            return file
        }

    [<Fact; Trait("Spec", "API-4")>]
    let ``Tasks of F#, registered one by one, are run by a worker and waited for`` () =
        task {
            use! file = started ()
            let! added = add.EnqueueAsync { A = 1; B = 2 }

            let! later =
                addLater.Using(priority = 3, delay = TimeSpan.FromMilliseconds 1.0).EnqueueAsync { A = 3; B = 4 }

            let! added = added.WaitAsync(soon, Facade.token ())
            let! later = later.WaitAsync(soon, Facade.token ())

            Assert.Equal((3, 7), (added.ReturnValue, later.ReturnValue))
            Assert.Equal((2, "slow", 3), (later.Attempts, later.Queue, later.Priority))
            Assert.Equal([ "not yet" ], later.Errors |> Seq.map _.Message)
            Assert.Equal(2, later.Metadata["attempt"].GetInt32())
        }

    [<Fact; Trait("Spec", "API-4")>]
    let ``Instance tasks and failing ones of C# are run by a worker and waited for`` () =
        task {
            use! file = started ()
            let! quoted = Counter.QuoteTask.EnqueueAsync("tea", count = 4)
            let! lucky = Trouble.SecondTimeLuckyTask.EnqueueAsync()
            let! refused = Trouble.RefuseTask.EnqueueAsync("closed today")

            let! quoted = quoted.WaitAsync(soon, Facade.token ())
            let! lucky = lucky.WaitAsync(soon, Facade.token ())
            let! refused = refused.WaitAsync(soon, Facade.token ())

            Assert.Equal(("12", 2), (quoted.ReturnValue, lucky.ReturnValue))
            Assert.Equal(typeof<ArgumentException>, refused.Errors[0].ResolveExceptionType())

            let failure =
                Assert.Throws<InvalidOperationException>(fun () -> refused.ReturnValue |> ignore)

            Assert.Equal("Task failed", failure.Message)
        }

    [<Fact; Trait("Spec", "API-4")>]
    let ``A running task is cancelled`` () =
        task {
            use! file = started ()
            let! waiting = Trouble.QueueUpTask.EnqueueAsync()

            do!
                Facade.until (fun () ->
                    task {
                        let! now = waiting.RefreshAsync(Facade.token ())
                        return now.Status = TaskResultStatus.Running
                    })

            let! _ = waiting.CancelAsync(Facade.token ())
            let! ended = waiting.WaitAsync(soon, Facade.token ())

            Assert.Equal(TaskResultStatus.Cancelled, ended.Status)
        }

    [<Fact; Trait("Spec", "API-4"); Trait("Spec", "BE-4")>]
    let ``Enqueueing is part of a transaction, for tasks of both languages`` () =
        task {
            use file = withWorker ()
            use! connection = file.Connect()

            let enqueue finish =
                task {
                    use! transaction = connection.BeginTransactionAsync(Facade.token ())
                    let! _ = add.In(transaction).EnqueueAsync { A = 1; B = 2 }
                    let! _ = Till.AddTask.In(transaction).EnqueueAsync(1, 2)
                    do! finish transaction
                    return! file.Backend.CountAsync(TaskQuery())
                }

            let! afterRollback =
                enqueue (fun (transaction: DbTransaction) -> task { do! transaction.RollbackAsync() })

            let! afterCommit =
                enqueue (fun transaction -> task { do! transaction.CommitAsync() })

            let! runs = file.Host.RunDueTasksAsync(Facade.token ())

            Assert.Equal((0L, 2L, 2), (afterRollback, afterCommit, runs))
        }

    [<Fact; Trait("Spec", "API-4"); Trait("Spec", "BE-4")>]
    let ``Success is part of the transaction of a task of F#`` () =
        task {
            use! file = started ()
            let! filed = filing.EnqueueAsync { Source = file.Source; Number = 7 }

            let! filed = filed.WaitAsync(soon, Facade.token ())

            Assert.Equal((7, 1), (filed.ReturnValue, filed.Attempts))
        }

    [<Fact; Trait("Spec", "API-4")>]
    let ``A handle reads its own tasks by id, and no others`` () =
        task {
            use file = withWorker ()
            let! added = add.EnqueueAsync { A = 20; B = 22 }
            let! _ = file.Host.RunDueTasksAsync(Facade.token ())

            let! read = add.GetResultAsync(added.Id, Facade.token ())
            Assert.Equal(42, read.ReturnValue)

            let! refusal =
                Assert.ThrowsAsync<TaskResultMismatchException>(fun () -> addLater.GetResultAsync(added.Id))

            Assert.Equal("Task does not match (received 'durable.add')", refusal.Message)
        }
