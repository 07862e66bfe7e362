using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tasks.Runtime.Serialization;

/// <summary>
/// Says without reflection how the types that most tasks take are written, so that a trimmed app needs a source-generated context only for
/// types of its own: numbers, texts, times, ids, JSON itself; each as nullable, array, list and dictionary by text too.
/// </summary>
internal sealed class PlainTypes : IJsonTypeInfoResolver
{
    private static readonly Dictionary<Type, Func<JsonSerializerOptions, JsonTypeInfo>> Known = [];

    static PlainTypes()
    {
        AddValue(JsonMetadataServices.BooleanConverter);
        AddValue(JsonMetadataServices.ByteConverter);
        AddValue(JsonMetadataServices.SByteConverter);
        AddValue(JsonMetadataServices.Int16Converter);
        AddValue(JsonMetadataServices.UInt16Converter);
        AddValue(JsonMetadataServices.Int32Converter);
        AddValue(JsonMetadataServices.UInt32Converter);
        AddValue(JsonMetadataServices.Int64Converter);
        AddValue(JsonMetadataServices.UInt64Converter);
        AddValue(JsonMetadataServices.Int128Converter);
        AddValue(JsonMetadataServices.UInt128Converter);
        AddValue(JsonMetadataServices.HalfConverter);
        AddValue(JsonMetadataServices.SingleConverter);
        AddValue(JsonMetadataServices.DoubleConverter);
        AddValue(JsonMetadataServices.DecimalConverter);
        AddValue(JsonMetadataServices.CharConverter);
        AddValue(JsonMetadataServices.GuidConverter);
        AddValue(JsonMetadataServices.DateTimeConverter);
        AddValue(JsonMetadataServices.DateTimeOffsetConverter);
        AddValue(JsonMetadataServices.DateOnlyConverter);
        AddValue(JsonMetadataServices.TimeOnlyConverter);
        AddValue(JsonMetadataServices.TimeSpanConverter);
        AddValue(JsonMetadataServices.JsonElementConverter);
        Add(JsonMetadataServices.StringConverter);
        Add(JsonMetadataServices.UriConverter);
        Add(JsonMetadataServices.VersionConverter);
        Add(JsonMetadataServices.JsonNodeConverter);
        Add(JsonMetadataServices.JsonObjectConverter);
        Add(JsonMetadataServices.JsonArrayConverter);
        Add(JsonMetadataServices.JsonValueConverter);
        Add(JsonMetadataServices.JsonDocumentConverter);
        // An array of bytes is a text in base64, not an array of numbers.
        Put(JsonMetadataServices.ByteArrayConverter);
        Known[typeof(object)] = options =>
            Custom<object?>(options) ?? JsonMetadataServices.CreateValueInfo<object?>(options, JsonMetadataServices.ObjectConverter);
    }

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        Known.TryGetValue(type, out var create) ? create(options) : null;

    private static void AddValue<T>(JsonConverter<T> converter)
        where T : struct
    {
        Add(converter);
        Known[typeof(T?)] = options => Custom<T?>(options) ?? Nullable<T>(options);
    }

    private static void Add<T>(JsonConverter<T> converter)
    {
        Put(converter);
        Known[typeof(T[])] = options => Custom<T[]>(options) ?? JsonMetadataServices.CreateArrayInfo(options, Empty<T[]>());
        Known[typeof(List<T>)] = options =>
            Custom<List<T>>(options) ?? JsonMetadataServices.CreateListInfo<List<T>, T>(options, new() { ObjectCreator = static () => [] });
        Known[typeof(Dictionary<string, T>)] = options =>
            Custom<Dictionary<string, T>>(options)
            ?? JsonMetadataServices.CreateDictionaryInfo<Dictionary<string, T>, string, T>(
                options,
                new() { ObjectCreator = static () => [] }
            );
    }

    private static void Put<T>(JsonConverter<T> converter) =>
        Known[typeof(T)] = options => Custom<T>(options) ?? JsonMetadataServices.CreateValueInfo<T>(options, converter);

    private static JsonTypeInfo<T?> Nullable<T>(JsonSerializerOptions options)
        where T : struct => JsonMetadataServices.CreateValueInfo<T?>(options, JsonMetadataServices.GetNullableConverter<T>(options));

    private static JsonCollectionInfoValues<T> Empty<T>() => new();

    // A converter the user has set goes before the plain one.
    private static JsonTypeInfo<T>? Custom<T>(JsonSerializerOptions options)
    {
        foreach (var converter in options.Converters)
        {
            if (converter.CanConvert(typeof(T)))
            {
                var chosen = converter is JsonConverterFactory factory ? factory.CreateConverter(typeof(T), options) : converter;
                return JsonMetadataServices.CreateValueInfo<T>(options, chosen!);
            }
        }

        return null;
    }
}
