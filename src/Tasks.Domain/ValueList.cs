using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Tasks.Domain;

/// <summary>An immutable list that equals another with the same elements in the same order, so that records holding one stay values.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Of))]
public readonly struct ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
    where T : IEquatable<T>
{
    private readonly ImmutableArray<T> items;

    /// <summary>A list of these elements.</summary>
    public ValueList(ImmutableArray<T> items) => this.items = items;

    /// <summary>A list of these elements.</summary>
    public ValueList(params ReadOnlySpan<T> items) => this.items = [.. items];

    /// <summary>The list without elements; also what <c>default</c> gives.</summary>
    public static ValueList<T> Empty => default;

    /// <inheritdoc/>
    public int Count => items.IsDefault ? 0 : items.Length;

    /// <inheritdoc/>
    public T this[int index] => Items[index];

    private ImmutableArray<T> Items => items.IsDefault ? [] : items;

    /// <summary>The list with one more element at its end, keeping only the latest <paramref name="atMost"/>.</summary>
    public ValueList<T> AddKeeping(T item, int atMost) =>
        Count < atMost ? new(Items.Add(item)) : new(Items.RemoveRange(0, Count - atMost + 1).Add(item));

    /// <summary>The list without its last element; the empty list stays empty.</summary>
    public ValueList<T> WithoutLast() => Count == 0 ? this : new(Items.RemoveAt(Count - 1));

    /// <inheritdoc/>
    public bool Equals(ValueList<T> other) => Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether both hold the same.</summary>
    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);

    /// <summary>The elements in order.</summary>
    public ImmutableArray<T>.Enumerator GetEnumerator() => Items.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)Items).GetEnumerator();

    /// <summary>The elements, for a person.</summary>
    public override string ToString() => "[" + string.Join(", ", Items) + "]";
}

/// <summary>Makes value lists of collection expressions: <c>ValueList&lt;int&gt; list = [1, 2];</c></summary>
public static class ValueList
{
    /// <summary>A list of these elements.</summary>
    public static ValueList<T> Of<T>(params ReadOnlySpan<T> items)
        where T : IEquatable<T> => new(items);
}
