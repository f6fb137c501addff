namespace Evenhand.Runtime.Serving.Keys;

/// <summary>A key as it is known: never the key itself, only a hash of it.</summary>
/// <param name="Id">Names it in lists; not secret.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Account">The one account that it belongs to; empty unless <see cref="Role.Account"/>.</param>
/// <param name="Name">What it is for, in words.</param>
/// <param name="Created">When, in ticks.</param>
/// <param name="Revoked">When it ceased to work; null while it does.</param>
public sealed record Key(
    string Id,
    Role Role,
    string Account,
    string Name,
    long Created,
    long? Revoked
);

/// <summary>What a key may do. Numbers are on disk: they never change.</summary>
public enum Role
{
    /// <summary>Report usage.</summary>
    Ingest = 1,

    /// <summary>Ask the gate and hold reservations.</summary>
    Gate = 2,

    /// <summary>See accounts, usage and statements.</summary>
    Read = 3,

    /// <summary>All of these, and publish policies.</summary>
    Operator = 4,

    /// <summary>All of these, and make and revoke keys.</summary>
    Admin = 5,

    /// <summary>See one account and ask the gate for it.</summary>
    Account = 6,
}
