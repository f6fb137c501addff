using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>A key to be made.</summary>
public sealed record KeyQuestion
{
    /// <summary>What the key may do, where that is one thing; else <see cref="Roles"/>.</summary>
    public KeyRole? Role { get; init; }

    /// <summary>What the key may do, from one role on.</summary>
    public IReadOnlyList<KeyRole>? Roles { get; init; }

    /// <summary>The account that it belongs to; only, and always, with <see cref="KeyRole.Account"/>.</summary>
    public string? Account { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>The id of the person that it belongs to: what is done with it is done in that name.</summary>
    public string? Person { get; init; }
}

/// <summary>A key as it is listed: never the key itself.</summary>
public sealed record KeyView
{
    /// <summary>The key's id, which is no secret.</summary>
    public required string Id { get; init; }

    /// <summary>The first of its roles.</summary>
    public required KeyRole Role { get; init; }

    /// <summary>What the key may do.</summary>
    public IReadOnlyList<KeyRole>? Roles { get; init; }

    /// <summary>
    /// True for a key from before every type of event had its roles: it still sends all of them. Make it anew with the roles that it needs.
    /// </summary>
    public bool? SendsAll { get; init; }

    /// <summary>The account that it belongs to, if it belongs to one.</summary>
    public string? Account { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>The id of the person that it belongs to; absent where it belongs to none.</summary>
    public string? Person { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was revoked; absent while it is good.</summary>
    public DateTimeOffset? Revoked { get; init; }
}

/// <summary>A new key: the only time that it is shown.</summary>
public sealed record KeyCreated
{
    /// <summary>The key's id, which is no secret.</summary>
    public required string Id { get; init; }

    /// <summary>The key, to be sent as <c>Authorization: Bearer</c>. It is stored hashed and cannot be read again.</summary>
    public required string Key { get; init; }
}

/// <summary>What a key may do.</summary>
[JsonConverter(typeof(WordConverter<KeyRole>))]
public enum KeyRole
{
    /// <summary>Report usage, and take usage back.</summary>
    Ingest,

    /// <summary>Ask the gate, settle and release.</summary>
    Gate,

    /// <summary>Read every account.</summary>
    Read,

    /// <summary>Open and end accounts, set their terms, publish policies.</summary>
    Operator,

    /// <summary>Everything, keys included.</summary>
    Admin,

    /// <summary>See and do one account's things.</summary>
    Account,

    /// <summary>Waive and confirm charges, top wallets up, publish rates.</summary>
    Billing,

    /// <summary>Find and dismiss cases, propose steps, answer requests for exceptions.</summary>
    Reviewer,

    /// <summary>Fetch the content of what accounts store.</summary>
    Content,
}
