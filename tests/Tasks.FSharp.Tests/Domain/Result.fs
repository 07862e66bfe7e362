namespace Tasks.FSharp.Tests.Domain

open System
open LanguageExt
open Tasks.Domain

/// What the domain answers, as F# says it: Ok what holds now, or Error why not.
[<RequireQualifiedAccess>]
module Result =
    let ofEither (answer: Either<'refusal, 'value>) : Result<'value, 'refusal> =
        answer.Match<Result<'value, 'refusal>>(Func<_, _>(Ok), Func<_, _>(Error), null)

    /// The sentence of a refusal, where a test or a person wants no more.
    let sentence (result: Result<'value, #Refusal>) = result |> Result.mapError _.Sentence

    let get (result: Result<'value, #Refusal>) =
        match result with
        | Ok value -> value
        | Error refusal -> failwith refusal.Sentence

/// Asks the domain in sequence: let! takes an answer, the first refusal ends it.
type ResultBuilder() =
    member _.Bind(answer, next) =
        answer |> Result.ofEither |> Result.bind next

    member _.Return value = Ok value
    member _.ReturnFrom answer = Result.ofEither answer

[<AutoOpen>]
module ResultBuilder =
    let result = ResultBuilder()
