namespace Evenhand.Pages.Events;

/// <summary>Which events are looked for; what is empty is not asked for.</summary>
/// <param name="Account">Of which account, by its id.</param>
/// <param name="Type">Of which type.</param>
/// <param name="Id">Of which id.</param>
/// <param name="Outcome">What became of them: <c>counted</c>, <c>unmatched</c> or <c>rejected</c>.</param>
/// <param name="From">Of this day on.</param>
/// <param name="To">Up to this day, all of it.</param>
public sealed record EventFilter(
    string Account,
    string Type,
    string Id,
    string Outcome,
    string From,
    string To
)
{
    /// <summary>Whether it leaves something out of an account's events.</summary>
    public bool IsNarrow =>
        (Type.Length, Id.Length, Outcome.Length, From.Length, To.Length) != (0, 0, 0, 0, 0);

    /// <summary>Whether it is about all accounts and leaves nothing out: the tail.</summary>
    public bool IsTail => Account.Length == 0 && !IsNarrow;

    /// <summary>Its address.</summary>
    /// <param name="after">The cursor at which the page begins; null for the first.</param>
    public string Address(string? after = null)
    {
        var parts = new[]
        {
            ("account", Account),
            ("type", Type),
            ("id", Id),
            ("outcome", Outcome),
            ("from", From),
            ("to", To),
            ("after", after ?? ""),
        }
            .Where(each => each.Item2.Length > 0)
            .Select(each => $"{each.Item1}={Uri.EscapeDataString(each.Item2)}")
            .ToArray();
        return parts.Length == 0 ? "/console/events" : $"/console/events?{string.Join('&', parts)}";
    }
}
