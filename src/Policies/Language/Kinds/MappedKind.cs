using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>A value that is written as one kind and means something derived from it.</summary>
/// <param name="written">How it is written.</param>
/// <param name="meaning">What it means.</param>
/// <param name="name">What the documentation calls it; by default as the kind in which it is written.</param>
public sealed class MappedKind<TWritten, T>(
    Kind<TWritten> written,
    Func<TWritten, T> meaning,
    string? name = null
) : Kind<T>
    where TWritten : notnull
    where T : notnull
{
    /// <inheritdoc/>
    public override string Name => name ?? written.Name;

    /// <inheritdoc/>
    public override JsonObject Schema() => written.Schema();

    /// <inheritdoc/>
    public override object? Resolve(Node node, Scope scope) =>
        written.Resolve(node, scope) is TWritten value ? (object)meaning(value) : null;
}
