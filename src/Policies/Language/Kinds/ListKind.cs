using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>One value, or a list of them.</summary>
/// <param name="item">The kind of each.</param>
/// <param name="mayBeEmpty">Whether an empty list says something.</param>
public sealed class ListKind<T>(Kind<T> item, bool mayBeEmpty = false) : Kind<ImmutableArray<T>>
    where T : notnull
{
    /// <inheritdoc/>
    public override string Name => $"{item.Name}, or a list";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.OneOrMany(item.Schema());

    /// <inheritdoc/>
    public override object? Resolve(Node node, Scope scope)
    {
        if (node is not ListNode list)
            return item.Resolve(node, scope) is T single
                ? (object)ImmutableArray.Create(single)
                : null;
        if (list.Items.IsEmpty && !mayBeEmpty)
            scope.Report.Say(node.At, "the list is empty");
        var items = list.Items.Select(
            (each, i) => item.Resolve(each, scope.Item(i, list.Items.Length))
        );
        return items.OfType<T>().ToImmutableArray();
    }
}
