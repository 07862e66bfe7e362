module Tasks.FSharp.Tests.Domain.LifecycleTests

open System
open FsCheck
open FsCheck.FSharp
open Tasks.Domain
open Tasks.Domain.Calls
open Tasks.Domain.Lifecycle
open Xunit

let private ann = Given.session "ann"

let private tell (task: TaskRecord) =
    match task.State with
    | Ready reason -> $"waits: {reason}"
    | Running(session, _, false) -> $"runs at {session}"
    | Running(session, _, true) -> $"was asked to end at {session}"
    | Successful(value, at) -> $"gave {value} at {at}"
    | Failed at -> $"failed at {at}"
    | Cancelled at -> $"was cancelled at {at}"

let private told result =
    result |> Result.map tell |> Result.sentence

[<Fact; Trait("Spec", "API-4")>]
let ``A life is a pipeline of moves`` () =
    let life =
        Given.fresh
        |> Moves.claim ann (Given.later 1)
        |> Result.bind (Moves.settle (Outcome.Retried(Given.boom, TimeSpan.FromMinutes 1.0)) (Given.later 2))
        |> Result.bind (Moves.claim ann (Given.later 3))
        |> Result.bind (Moves.settle (Outcome.Succeeded(JsonText.From "42")) (Given.later 4))

    Assert.Equal(Ok "gave 42 at 2026-01-01T12:04:00.000000Z", told life)

    Assert.Equal(
        Ok(2, 1),
        life
        |> Result.map (fun task -> task.History.Attempts, task.History.Failures)
        |> Result.sentence
    )

[<Fact; Trait("Spec", "API-4")>]
let ``Every state is a case of the match`` () =
    let running = Given.fresh |> Moves.claim ann (Given.later 1)

    let ends outcome =
        running |> Result.bind (Moves.settle outcome (Given.later 2))

    Assert.Equal<Result<string, string>>(
        [
            Ok "waits: Enqueued"
            Ok "runs at ann:1"
            Ok "was asked to end at ann:1"
            Ok "gave null at 2026-01-01T12:02:00.000000Z"
            Ok "failed at 2026-01-01T12:02:00.000000Z"
            Ok "was cancelled at 2026-01-01T12:02:00.000000Z"
        ],
        [
            Ok Given.fresh
            running
            running |> Result.bind (Moves.cancel (Given.later 2))
            ends (Outcome.Succeeded JsonText.Null)
            ends (Outcome.Failed Given.boom)
            Given.fresh |> Moves.cancel (Given.later 2)
        ]
        |> List.map told
    )

[<Fact; Trait("Spec", "API-4"); Trait("Spec", "LIFE-1")>]
let ``A move that is not legal is an Error that says why`` () =
    let refused =
        Given.fresh
        |> Moves.cancel (Given.later 1)
        |> Result.bind (Moves.claim ann (Given.later 2))

    Assert.Equal(Error "Task 'one' is Cancelled: it cannot be claimed.", told refused)

/// What may be asked of a task, as a union: FsCheck draws it without being told how.
type Asked =
    | Claim
    | Succeed
    | Fail
    | Release
    | Lose
    | Cancel
    | Retry

let private ask asked now task =
    match asked with
    | Claim -> Moves.claim ann now task
    | Succeed -> Moves.settle (Outcome.Succeeded JsonText.Null) now task
    | Fail -> Moves.settle (Outcome.AfterFailure(task, Given.boom, ValueList.Empty, 0.0)) now task
    | Release -> Moves.settle Outcome.GivenBack now task
    | Lose -> Moves.lose now task
    | Cancel -> Moves.cancel now task
    | Retry -> Moves.retry now task

/// Every task a life went through; a refused move leaves it where it was, and the clock may jump by up to two hours either way.
let private live (moves: (Asked * int) list) =
    ((Given.fresh, Given.noon), moves)
    ||> List.scan (fun (task, now) (asked, minutes) ->
        let now = now + TimeSpan.FromMinutes(float (minutes % 120))
        (ask asked now task |> Result.defaultValue task), now)
    |> List.map fst

let private always holds =
    Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess true, fun moves -> live moves |> List.pairwise |> List.forall holds)

[<Fact; Trait("Spec", "API-4"); Trait("Spec", "LIFE-2")>]
let ``The lease never decreases`` () =
    always (fun (before, after) -> after.Lease >= before.Lease)

[<Fact; Trait("Spec", "API-4"); Trait("Spec", "LIFE-7")>]
let ``Times never run backwards`` () =
    always (fun (_, task) ->
        let times =
            [
                Nullable task.EnqueuedAt
                task.History.StartedAt
                task.History.LastAttemptedAt
                task.State.EndedAt
            ]
            |> List.choose Option.ofNullable

        times = List.sort times)

[<Fact; Trait("Spec", "API-4"); Trait("Spec", "LIFE-1")>]
let ``What has succeeded stays as it is`` () =
    always (fun (before, after) ->
        match before.State with
        | Successful _ -> before = after
        | _ -> true)

[<Fact; Trait("Spec", "API-4"); Trait("Spec", "RES-2")>]
let ``No task that goes on has used up a budget`` () =
    always (fun (_, task) ->
        task.IsFinished
        || (task.History.Failures < Given.patient.MaxAttempts
            && task.History.Crashes < Given.patient.MaxCrashes))
