namespace Tasks.FSharp.Tests.Domain

open Tasks.Domain.Lifecycle

/// The moves with the task last, so that a life is a pipeline.
module Moves =
    let private becomes answer =
        answer
        |> Result.ofEither
        |> Result.map (fun (change: TaskChange) -> change.Becomes)

    let claim session now task =
        TaskLifecycle.Claim(task, session, true, now) |> becomes

    let settle outcome now (task: TaskRecord) =
        TaskLifecycle.Settle(task, task.Lease, outcome, now) |> becomes

    let lose now task =
        TaskLifecycle.Lose(task, now) |> becomes

    let cancel now task =
        TaskLifecycle.Cancel(task, now) |> becomes

    let retry now task =
        TaskLifecycle.Retry(task, now) |> becomes
