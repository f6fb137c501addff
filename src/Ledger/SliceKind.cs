namespace Evenhand.Ledger;

/// <summary>What the records of a slice are. Numbers are on disk: they are never reused and never change.</summary>
public enum SliceKind : byte
{
    /// <summary>Events of the account; on the shared stream, reference rates.</summary>
    Events = 1,

    /// <summary>A reservation made, settled or released.</summary>
    Reservation = 2,

    /// <summary>Notices and cases that were told.</summary>
    Told = 3,

    /// <summary>The stated statement of a cycle.</summary>
    Stated = 4,

    /// <summary>On the shared stream: the types and fields by which events are stored.</summary>
    Schema = 5,

    /// <summary>On the shared stream: a published policy version.</summary>
    Policy = 6,

    /// <summary>On the shared stream: a key made, rotated or revoked.</summary>
    Key = 7,

    /// <summary>Who did what: entries of the trail, in the commit of what was done.</summary>
    Audit = 8,

    /// <summary>Somebody asked for the account to be folded anew.</summary>
    Mended = 9,

    /// <summary>Events that were filed under another account than theirs: where they are taken from, and where they are now.</summary>
    Refiled = 10,

    /// <summary>On the shared stream: the clock jumped, came back, or was confirmed.</summary>
    Clock = 11,

    /// <summary>On the shared stream: a policy version was taken back before it was in force.</summary>
    Withdrawn = 12,

    /// <summary>How far a consumer of what is told has come with the account; on the shared stream: that one began.</summary>
    Delivered = 13,

    /// <summary>On the shared stream: a person was added, changed or ended.</summary>
    Person = 14,

    /// <summary>What people, and the account, said about it: who sees to a case, notes, questions and answers.</summary>
    Noted = 15,

    /// <summary>
    /// What became of messages that go out, and where those of the account go; on the shared stream: where those of all accounts
    /// go, and what failed.
    /// </summary>
    Sending = 16,

    /// <summary>The statement of reasons of a step, in the commit by which the account is told of it.</summary>
    Reasons = 17,

    /// <summary>What a policy version to come means for the account, with the notice that told it.</summary>
    Impact = 18,

    /// <summary>On the shared stream: from when on standing runs in a ledger that was made before there was any.</summary>
    Standing = 20,

    /// <summary>What of the account's things lies in the vendor's store, and what became of it there.</summary>
    Bytes = 22,

    /// <summary>What was made of a bulk export that the account asked for.</summary>
    Export = 23,

    /// <summary>Where the account has copies of its things made to.</summary>
    CopyTarget = 24,

    /// <summary>What is done about copies of the account's things.</summary>
    Offload = 25,

    /// <summary>On the shared stream: how a person signs in, that it did, and that its sessions end.</summary>
    SignIn = 27,

    /// <summary>On the shared stream: a person's draft of a policy version was written, or put away.</summary>
    Draft = 28,

    /// <summary>On the shared stream: a template of letters was worded, or its wording taken back.</summary>
    Template = 29,
}
