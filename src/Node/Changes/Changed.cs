namespace Evenhand.Node.Changes;

/// <summary>What may read otherwise than before. Several may at once.</summary>
[Flags]
public enum Changed
{
    /// <summary>Nothing that anybody reads.</summary>
    Nothing = 0,

    /// <summary>Events, and with them usage, the running statement and where the account stands.</summary>
    Events = 1,

    /// <summary>What is reserved.</summary>
    Reservations = 1 << 1,

    /// <summary>Notices and cases.</summary>
    Told = 1 << 2,

    /// <summary>Statements of cycles that have ended.</summary>
    Statements = 1 << 3,

    /// <summary>Notes, questions and answers, and who sees to a case.</summary>
    Said = 1 << 4,

    /// <summary>Messages that go out, and where they go.</summary>
    Deliveries = 1 << 5,

    /// <summary>Policy versions.</summary>
    Policies = 1 << 6,

    /// <summary>Keys.</summary>
    Keys = 1 << 7,

    /// <summary>Persons.</summary>
    People = 1 << 8,

    /// <summary>How the clock stands.</summary>
    Clock = 1 << 9,

    /// <summary>Something else.</summary>
    Other = 1 << 10,
}
