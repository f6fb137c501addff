using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>A mapping whose keys are names of one kind and whose values are of another.</summary>
/// <param name="key">The kind of the keys.</param>
/// <param name="value">The kind of the values.</param>
public sealed class MapKind<TKey, TValue>(Kind<TKey> key, Kind<TValue> value)
    : Kind<ImmutableArray<KeyValuePair<TKey, TValue>>>
    where TKey : notnull
    where TValue : notnull
{
    /// <inheritdoc/>
    public override string Name => $"{{ {key.Name}: {value.Name}, … }}";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.MapOf(value.Schema());

    /// <inheritdoc/>
    public override object? Resolve(Node node, Scope scope)
    {
        if (node is not MapNode map)
        {
            Refuse(node, scope);
            return null;
        }
        if (map.Entries.IsEmpty)
            scope.Report.Say(node.At, "the mapping is empty");
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<TKey, TValue>>();
        foreach (var entry in map.Entries)
        {
            // The key is a name, not a value that could be another: its parameter is what stands behind it.
            var named = key.Resolve(entry.Key, scope with { Met = new Met() });
            var meant = value.Resolve(entry.Value, scope.Under(entry.Key.Text));
            if (named is TKey name && meant is TValue meaning)
                entries.Add(new KeyValuePair<TKey, TValue>(name, meaning));
        }
        return entries.ToImmutable();
    }
}
