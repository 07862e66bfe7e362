module Tasks.FSharp.Tests.Domain.StoreTests

open System
open Tasks.Domain.Leasing
open Tasks.Domain.Modelling
open Tasks.Domain.Protocol
open Xunit

let private ann = Given.session "ann"

let private claim =
    ExchangeRequest(ann, 0L, [||], [||], ClaimRequest(10, 10, QueueSelection.All, Nullable(), ClaimRequest.DefaultMaxBytes))

/// The store as a value: each verb gives its answer and the store after it, and F# takes the two apart in the same line.
[<Fact; Trait("Spec", "API-4")>]
let ``A store is a value that verbs are folded over`` () =
    let call = Given.call "Maths.add" |> Result.get

    let struct (_, store) =
        StoreModel.Empty.Open(ann, TimeSpan.FromSeconds 30.0, WorkerProfile.Unknown, Given.noon)

    let struct (_, store) =
        store.Enqueue([ NewTask(Given.id "one", call); NewTask(Given.id "two", call) ], Given.noon)

    let struct (claimed, store) = store.Exchange(claim, Given.noon)
    let struct (swept, store) = store.Sweep(10, Given.later 1)

    Assert.Equal([ "one"; "two" ], claimed.Claimed |> Seq.map _.Id.Value)
    Assert.Equal([ ann ], swept.Lost)
    Assert.All(store.Tasks.Values, fun task -> Assert.Equal((1, 2L), (task.History.Crashes, task.Lease)))
