module Tasks.FSharp.Tests.Domain.CallTests

open System
open Tasks.Domain
open Tasks.Domain.Calls
open Xunit

let private rules =
    BackendRules(true, true, false, ValueList.Empty, MaxArgumentBytes = 1024)

/// Names are checked where they enter, and the whole where it is enqueued; the first refusal ends it.
let private enqueue name queue priority timing =
    result {
        let! name = TaskName.From name
        let! queue = QueueName.From queue
        let! priority = TaskPriority.From priority

        let definition = Definition(name, queue, priority, RetryPolicy.Default, Nullable())

        return! rules.Check(Call(definition, JsonText.EmptyObject, timing), isAsync = true)
    }

[<Fact; Trait("Spec", "API-4"); Trait("Spec", "VAL-6")>]
let ``A call is checked by the rules of its backend without any facade`` () =
    let accepted = enqueue "Maths.add" "mail" 10 Timing.Now

    Assert.Equal(Ok "Maths.add", accepted |> Result.map _.Definition.Name.Value |> Result.sentence)

[<Theory; Trait("Spec", "API-4"); Trait("Spec", "VAL-6")>]
[<InlineData("Maths.add", "a,b", 0, "queue 'a,b' must be 1 to 64 characters without comma, '*' or control characters.")>]
[<InlineData("Maths.add", "mail", 101, "priority must be a whole number between -100 and 100.")>]
[<InlineData("", "mail", 0, "task name '' must be 1 to 200 characters without control characters.")>]
[<InlineData("Maths.add", "mail", 0, "Backend does not support run_after.")>]
let ``The first broken rule comes back as a value with a sentence`` (name, queue, priority, sentence) =
    let refused = enqueue name queue priority (Timing.After(TimeSpan.FromHours 1.0))

    Assert.Equal(Error sentence, refused |> Result.map ignore |> Result.sentence)
