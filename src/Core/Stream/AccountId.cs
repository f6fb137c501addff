namespace Evenhand.Core.Stream;

/// <summary>
/// Names an account: whom events are about, who is metered, asked for and billed. Compared by its characters; ordered ordinally.
/// </summary>
public readonly record struct AccountId : IComparable<AccountId>
{
    private readonly string? text;

    /// <summary>The id of an account.</summary>
    /// <param name="text">
    /// As it stands in events, addresses and on disk; empty for <see cref="None"/>. A damaged record may lack it, which is for its
    /// reader to tell.
    /// </param>
    public AccountId(string text) => this.text = string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Of what belongs to no account, such as the stream that all share.</summary>
    public static AccountId None => default;

    /// <summary>Whether it names no account.</summary>
    public bool IsNone => text is null;

    /// <summary>As it stands in events, addresses and on disk; empty where it names none.</summary>
    public string Text => text ?? "";

    /// <summary>The id that a text names; null where there is no text.</summary>
    public static AccountId? Or(string? text) => text is null ? null : new AccountId(text);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Ordinal, as lists of accounts stand.</summary>
    public int CompareTo(AccountId other) => string.CompareOrdinal(text, other.text);

    /// <summary>Whether one stands before the other.</summary>
    public static bool operator <(AccountId one, AccountId other) => one.CompareTo(other) < 0;

    /// <summary>Whether one does not stand after the other.</summary>
    public static bool operator <=(AccountId one, AccountId other) => one.CompareTo(other) <= 0;

    /// <summary>Whether one stands after the other.</summary>
    public static bool operator >(AccountId one, AccountId other) => one.CompareTo(other) > 0;

    /// <summary>Whether one does not stand before the other.</summary>
    public static bool operator >=(AccountId one, AccountId other) => one.CompareTo(other) >= 0;
}
