using System.Globalization;

namespace Tasks.Runtime.Serialization;

/// <summary>The sentences for values that cannot be stored, or are not. They name the parameter, say what to do, and never quote the value.</summary>
internal static class Unstorable
{
    public const string ValueTuple =
        "a value tuple in it would be written without its items, because its items are fields; "
        + "use a record instead, or set IncludeFields in the backend's SerializerOptions";

    public static string Because(string task, string subject, string reason) =>
        $"The {subject} of task '{task}' cannot be stored as JSON: {reason.TrimEnd('.')}.";

    public static string TooLarge(string task, string subject, int bytes, int limit) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The {subject} of task '{task}' is {bytes} bytes of JSON; the limit is {limit} bytes. "
        ) + "Store the data elsewhere and keep a reference to it, or raise MaxResultBytes.";

    public static string TooDeep(int limit) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"it is nested deeper than {limit} levels; flatten it, or raise MaxDepth in the backend's SerializerOptions"
        );

    public static string Missing(string task, string argument) =>
        $"The argument '{argument}' of task '{task}' is missing in the stored task, and has no default.";

    public static string NoObject(string task) =>
        $"The arguments of task '{task}' do not make a JSON object: pass them as a record, whose members are the parameters.";
}
