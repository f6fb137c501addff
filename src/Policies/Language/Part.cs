using System.Collections.Immutable;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language;

/// <summary>A resolved mapping: what stands behind each of its keys. Asking for a key that its shape does not know is a bug.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Node">What was written.</param>
public sealed record Part(Shape Shape, MapNode Node)
{
    private readonly Dictionary<string, object> values = [];

    /// <summary>Whether a key is there and means something.</summary>
    public bool Has(string key) => values.ContainsKey(Known(key));

    /// <summary>What a key means; null when it is not there.</summary>
    public T? Find<T>(string key)
        where T : class => values.TryGetValue(Known(key), out var value) ? (T)value : null;

    /// <summary>What a key means; null when it is not there, or its shape has none of that name: for what several shapes share.</summary>
    public T? FindIfAny<T>(string key)
        where T : class => Shape.Key(key) is null ? null : Find<T>(key);

    /// <summary>What a key means, or else <paramref name="fallback"/>.</summary>
    public T Get<T>(string key, T fallback)
        where T : notnull => values.TryGetValue(Known(key), out var value) ? (T)value : fallback;

    /// <summary>What a required key means.</summary>
    public T Get<T>(string key)
        where T : notnull => (T)values[Known(key)];

    /// <summary>What a key lists; empty when it is not there.</summary>
    public ImmutableArray<T> List<T>(string key) =>
        values.TryGetValue(Known(key), out var value) ? (ImmutableArray<T>)value : [];

    /// <summary>Where the value of a key begins; where the part begins when the key is not there.</summary>
    public Place At(string key) => (Node[Known(key)] ?? Node).At;

    internal void Add(string key, object value) => values[Known(key)] = value;

    private string Known(string key) =>
        Shape.Key(key) is not null
            ? key
            : throw new ArgumentException($"`{Shape.Name}` has no key `{key}`", nameof(key));
}
