using System.Text;
using Evenhand.Core.Stream;

namespace Evenhand.Ledger;

/// <summary>
/// A stream of a ledger: an account's, or the one that all accounts share. It is the same in every process and on every store.
/// </summary>
public readonly record struct StreamName : IComparable<StreamName>
{
    private readonly string? text;

    private StreamName(string text) => this.text = text;

    /// <summary>The stream that all accounts share. It comes before all others.</summary>
    public static StreamName Shared => default;

    /// <summary>The account's name; empty for the shared stream.</summary>
    public string Text => text ?? "";

    /// <summary>Whose it is; none of the shared stream.</summary>
    public AccountId Account => new(Text);

    /// <summary>Whether it is the stream that all accounts share.</summary>
    public bool IsShared => text is null;

    /// <summary>The stream of an account.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static StreamName Of(string account)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        return new(account);
    }

    /// <summary>The stream of an account.</summary>
    /// <exception cref="ArgumentException">It names none.</exception>
    public static StreamName Of(AccountId account) => Of(account.Text);

    /// <summary>The stream of an account, or the shared one where it names none.</summary>
    public static StreamName OrShared(AccountId account) => OrShared(account.Text);

    /// <summary>The stream of an account, or the shared one where the text is empty.</summary>
    public static StreamName OrShared(string text) => text.Length == 0 ? Shared : new(text);

    /// <summary>Orders by the bytes of UTF-8, as every store does.</summary>
    public int CompareTo(StreamName other) =>
        Encoding.UTF8.GetBytes(Text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other.Text));

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Whether it comes before another.</summary>
    public static bool operator <(StreamName left, StreamName right) => left.CompareTo(right) < 0;

    /// <summary>Whether it comes after another.</summary>
    public static bool operator >(StreamName left, StreamName right) => left.CompareTo(right) > 0;

    /// <summary>Whether it is another, or comes before it.</summary>
    public static bool operator <=(StreamName left, StreamName right) => left.CompareTo(right) <= 0;

    /// <summary>Whether it is another, or comes after it.</summary>
    public static bool operator >=(StreamName left, StreamName right) => left.CompareTo(right) >= 0;
}
