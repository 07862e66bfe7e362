namespace Tasks.FSharp.Tests.Domain

open System
open Tasks.Domain
open Tasks.Domain.Calls
open Tasks.Domain.Leasing
open Tasks.Domain.Lifecycle

/// Values that tests begin with.
module Given =
    let noon = Instant.From(DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero))

    let later minutes =
        noon + TimeSpan.FromMinutes(float minutes)

    let session worker =
        SessionId.Of(WorkerId.From(worker).Value, "1")

    let id text = TaskId.From(text).Value
    let boom = Failure("System.Exception", "Boom", "")

    let patient =
        RetryPolicy(3, 2, Backoff.Fixed, TimeSpan.FromSeconds 10.0, TimeSpan.FromHours 24.0, ValueList.Empty)

    let call name =
        result {
            let! name = TaskName.From name

            let definition =
                Definition(name, QueueName.Default, TaskPriority.Normal, patient, Nullable())

            return Call(definition, JsonText.EmptyObject, Timing.Now)
        }

    let fresh = TaskLifecycle.Enqueue(id "one", call "Maths.add" |> Result.get, noon)
