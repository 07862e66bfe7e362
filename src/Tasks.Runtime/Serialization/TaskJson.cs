using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tasks.Domain.Calls;
using Tasks.Generation;

namespace Tasks.Runtime.Serialization;

/// <summary>How arguments and return values of one backend become JSON and are read back. One rule for every backend.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class TaskJson
{
    private const int DefaultMaxDepth = 64;

    private readonly JsonWriterOptions writing;
    private readonly JsonDocumentOptions reading;
    private readonly JsonReaderOptions scanning;

    /// <summary>The rule of a backend.</summary>
    /// <param name="options">What its user has set; null for the serialiser's defaults. Copied, not changed.</param>
    /// <param name="maxResultBytes">The largest return value, in bytes of UTF-8.</param>
    public TaskJson(JsonSerializerOptions? options = null, int maxResultBytes = TaskBackendOptions.DefaultMaxBytes)
    {
        Options = options is null ? new() : new(options);
        Options.TypeInfoResolver = TypeInfoResolvers.For(options?.TypeInfoResolver);
        Options.MakeReadOnly();
        MaxResultBytes = maxResultBytes;
        // A value of full depth is read back as a member of the arguments: one level more.
        reading = new() { MaxDepth = MaxDepth + 1 };
        scanning = new() { MaxDepth = MaxDepth + 1 };
        writing = new() { Encoder = new StrictEncoder(Options.Encoder ?? JavaScriptEncoder.Default), SkipValidation = true };
    }

    /// <summary>The serialiser's defaults and the default size limit.</summary>
    public static TaskJson Default { get; } = new();

    /// <summary>The options in force: the user's, with types resolved as this library does.</summary>
    public JsonSerializerOptions Options { get; }

    /// <summary>The largest return value, in bytes of UTF-8.</summary>
    public int MaxResultBytes { get; }

    internal int MaxDepth => Options.MaxDepth == 0 ? DefaultMaxDepth : Options.MaxDepth;

    /// <summary>The arguments of a call as one JSON object.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="arguments">The arguments.</param>
    /// <exception cref="InvalidTaskException">One of them cannot be stored; the message names it and says what to do.</exception>
    public JsonText WriteArguments(string task, TaskArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        using var sheet = StrictWriter.Begin(this, writing, task);
        arguments.Write(sheet.Arguments);
        sheet.Arguments.Complete();
        return sheet.Written;
    }

    /// <summary>What a method returned, or what its run stores beside that, as JSON.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="subject">What it is, for messages: <c>return value</c>.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidTaskException">It cannot be stored, or is too large; the message says what to do.</exception>
    public JsonText Write<T>(string task, string subject, T value)
    {
        using var sheet = StrictWriter.Begin(this, writing, task);
        sheet.Write(new(subject), value);
        var written = sheet.Written;
        return written.ByteCount > MaxResultBytes
            ? throw new InvalidTaskException(Unstorable.TooLarge(task, subject, written.ByteCount, MaxResultBytes))
            : written;
    }

    /// <summary>One argument, read back from the UTF-8 of all of them.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="arguments">What is stored.</param>
    /// <param name="name">The argument's name.</param>
    /// <param name="value">The value, if it is there.</param>
    /// <exception cref="InvalidTaskException">What is stored is no JSON object, or the argument does not fit the type; nothing is quoted.</exception>
    public bool TryReadArgument<T>(string task, JsonText arguments, string name, [MaybeNullWhen(false)] out T value)
    {
        var found = default(Utf8JsonReader);
        ArgumentSearch search;
        try
        {
            search = ArgumentReader.Find(new(arguments.Utf8.Span, scanning), name, ref found);
        }
        catch (JsonException exception)
        {
            throw new InvalidTaskException($"The stored arguments of task '{task}' are no JSON: {exception.Message}", exception);
        }

        if (search != ArgumentSearch.Found)
        {
            value = default;
            return search == ArgumentSearch.Missing
                ? false
                : throw new InvalidTaskException($"The stored arguments of task '{task}' are no JSON object.");
        }

        try
        {
            value = JsonSerializer.Deserialize(ref found, TypeInfo<T>())!;
            return true;
        }
        catch (Exception exception) when (IsMisfit(exception))
        {
            throw new InvalidTaskException(Unreadable<T>($"The argument '{name}' of task '{task}'", exception), exception);
        }
    }

    /// <summary>What is stored, as JSON.</summary>
    /// <param name="text">The stored text.</param>
    /// <param name="subject">What it is, to begin a message with: <c>The arguments are</c>.</param>
    /// <exception cref="InvalidTaskException">It is no JSON; the message never quotes it.</exception>
    public JsonElement Parse(JsonText text, string subject)
    {
        try
        {
            return JsonElement.Parse(text.Utf8.Span, reading);
        }
        catch (JsonException exception)
        {
            throw new InvalidTaskException($"{subject} no JSON: {exception.Message}", exception);
        }
    }

    /// <summary>The same as an object to change; what is none reads as empty.</summary>
    /// <param name="text">The stored text.</param>
    public JsonObject ParseObject(JsonText text)
    {
        try
        {
            return JsonNode.Parse(text.Utf8.Span, null, reading) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>All arguments of a task, read back as one value.</summary>
    /// <param name="arguments">Their JSON.</param>
    /// <param name="task">The task's name, for messages.</param>
    /// <exception cref="InvalidTaskException">A member without default is missing, or the JSON does not fit the type.</exception>
    public T ReadWhole<T>(JsonElement arguments, string task) =>
        WholeMembers.FindMissing(TypeInfo<T>(), arguments) is { } missing
            ? throw new InvalidTaskException(Unstorable.Missing(task, missing))
            : Read<T>(arguments, $"The arguments of task '{task}'");

    /// <summary>A value read back.</summary>
    /// <param name="element">Its JSON.</param>
    /// <param name="subject">What it is, to begin a message with.</param>
    /// <exception cref="InvalidTaskException">The JSON does not fit the type; the message never quotes it.</exception>
    public T Read<T>(JsonElement element, string subject)
    {
        try
        {
            return element.Deserialize(TypeInfo<T>())!;
        }
        catch (Exception exception) when (IsMisfit(exception))
        {
            throw new InvalidTaskException(Unreadable<T>(subject, exception), exception);
        }
    }

    private static bool IsMisfit(Exception exception) => exception is JsonException or NotSupportedException or InvalidOperationException;

    private static string Unreadable<T>(string subject, Exception exception) =>
        $"{subject} cannot be read as {TypeText.Of(typeof(T))}: {exception.Message}";

    internal JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
