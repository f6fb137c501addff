namespace Evenhand.Node.Roles;

/// <summary>What a key may do. Numbers and words are on disk: they never change.</summary>
public enum Role
{
    /// <summary>Report usage, and take usage back.</summary>
    Ingest = 1,

    /// <summary>Ask the gate and hold reservations.</summary>
    Gate = 2,

    /// <summary>See accounts, usage and statements.</summary>
    Read = 3,

    /// <summary>Open and end accounts, set their terms, publish policies, ask and see.</summary>
    Operator = 4,

    /// <summary>Everything, keys included.</summary>
    Admin = 5,

    /// <summary>See one account, ask the gate for it, set its own limits and resume what they paused.</summary>
    Account = 6,

    /// <summary>Decide on money: waive and confirm charges, top wallets up, publish rates.</summary>
    Billing = 7,

    /// <summary>See accounts, find and dismiss cases, propose steps, answer requests for exceptions.</summary>
    Reviewer = 8,

    /// <summary>Fetch the content of what accounts store.</summary>
    Content = 9,
}
