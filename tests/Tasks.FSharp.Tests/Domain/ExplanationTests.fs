module Tasks.FSharp.Tests.Domain.ExplanationTests

open System
open Tasks.Domain.Calls
open Tasks.Domain.Explaining
open Tasks.Domain.Leasing
open Tasks.Domain.Pausing
open Xunit

let private elsewhere =
    let profile =
        WorkerProfile("box", 1, "1.0", 2, QueueText.Of([ QueueName.Stored "mail" ], []), Nullable())

    Session.Open(Given.session "ann", TimeSpan.FromMinutes 5.0, profile, Given.noon)

let private advice (finding: Finding) =
    match finding with
    | :? Finding.Paused as paused -> $"resume {paused.Queue}"
    | :? Finding.NobodyServes as nobody -> $"start a worker of {nobody.Queue}, not only of {Seq.exactlyOne nobody.Served}"
    | other -> other.Sentence

/// Findings are cases of a match: what a script does about them is a line each.
[<Fact; Trait("Spec", "API-4")>]
let ``An explanation is a list that a script can act on`` () =
    let pauses = Pauses().With QueueName.Default

    let findings =
        Explanation.Of(Given.fresh, Given.later 1, [| elsewhere |], pauses, null)

    Assert.Equal([ "resume default"; "start a worker of default, not only of mail" ], findings |> Seq.map advice)
