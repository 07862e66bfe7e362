namespace Tasks.FSharp.Tests.Domain

open Tasks.Domain.Lifecycle

/// The states of a task as cases of a match: ten lines, and every branch sees only what is true in its state.
[<AutoOpen>]
module TaskStatePattern =
    let (|Ready|Running|Successful|Failed|Cancelled|) (state: TaskState) =
        match state with
        | :? TaskState.Ready as state -> Ready state.Reason
        | :? TaskState.Running as state -> Running(state.Session, state.IsStarted, state.CancelRequested)
        | :? TaskState.Successful as state -> Successful(state.Value, state.FinishedAt)
        | :? TaskState.Failed as state -> Failed state.FinishedAt
        | :? TaskState.Cancelled as state -> Cancelled state.FinishedAt
        | state -> failwith $"The hierarchy is closed, and {state} is not in it."
