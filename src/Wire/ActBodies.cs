namespace Evenhand.Wire;

/// <summary>What a person decides about what the address names.</summary>
public sealed record ActDecision
{
    /// <summary>The act's id, so that the same, sent again, is answered as the first time; made up where it is absent.</summary>
    public string? Id { get; init; }

    /// <summary>Why, in words that may be shown to the account.</summary>
    public required string Reason { get; init; }
}

/// <summary>A step of the ladder that is proposed.</summary>
public sealed record StepProposal
{
    /// <summary>The act's id, so that the same, sent again, is answered as the first time; made up where it is absent.</summary>
    public string? Id { get; init; }

    /// <summary>The step's own id; the act's where it is absent. It has no colon.</summary>
    public string? Step { get; init; }

    /// <summary>What it does, such as <c>suspended</c>.</summary>
    public required string To { get; init; }

    /// <summary>The ids of the cases that it answers.</summary>
    public required IReadOnlyList<string> Cases { get; init; }

    /// <summary>Why, in words that may be shown to the account.</summary>
    public required string Reason { get; init; }

    /// <summary>For a suspension: the types of the acts; absent for those that the clauses name, or all.</summary>
    public IReadOnlyList<string>? Suspends { get; init; }

    /// <summary>When it lapses, whatever its state; not for a termination.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>For a charge: at which price.</summary>
    public ChargePrice? Price { get; init; }
}

/// <summary>The price of a charge, in the account's currency.</summary>
public sealed record ChargePrice
{
    /// <summary>The slug of the clause beyond whose figure it charges.</summary>
    public required string Clause { get; init; }

    /// <summary>For how many of the clause's unit, a decimal string.</summary>
    public required string Per { get; init; }

    /// <summary>How much, a decimal string.</summary>
    public required string Amount { get; init; }
}

/// <summary>A suspension at once, for a day unless a second person keeps it.</summary>
public sealed record BrakeOrder
{
    /// <summary>The act's id, so that the same, sent again, is answered as the first time; made up where it is absent.</summary>
    public string? Id { get; init; }

    /// <summary>The step's own id; the act's where it is absent. It has no colon.</summary>
    public string? Step { get; init; }

    /// <summary>The ids of the cases that it answers.</summary>
    public required IReadOnlyList<string> Cases { get; init; }

    /// <summary>Why, in words that may be shown to the account.</summary>
    public required string Reason { get; init; }

    /// <summary>The types of the acts; absent for those that the clauses name, or all.</summary>
    public IReadOnlyList<string>? Suspends { get; init; }
}

/// <summary>That the notice of a step reached the account.</summary>
public sealed record DeliveryNote
{
    /// <summary>The act's id, so that the same, sent again, is answered as the first time; made up where it is absent.</summary>
    public string? Id { get; init; }

    /// <summary>By which way: <c>email</c>, <c>webhook</c> or <c>portal</c>.</summary>
    public required string Channel { get; init; }
}

/// <summary>That what is stored is to be kept.</summary>
public sealed record HoldOrder
{
    /// <summary>The act's id, so that the same, sent again, is answered as the first time; made up where it is absent.</summary>
    public string? Id { get; init; }

    /// <summary>The hold's own id; the act's where it is absent.</summary>
    public string? Hold { get; init; }

    /// <summary>The names of the objects, also of such as are stored later; absent for all.</summary>
    public IReadOnlyList<string>? Objects { get; init; }

    /// <summary>Why, in words that may be shown to the account.</summary>
    public required string Reason { get; init; }
}

/// <summary>An appeal of the account.</summary>
public sealed record AppealQuestion
{
    /// <summary>The act's id, so that the same, sent again, is answered as the first time; made up where it is absent.</summary>
    public string? Id { get; init; }

    /// <summary>The appeal's own id; the act's where it is absent. It has no colon.</summary>
    public string? Appeal { get; init; }

    /// <summary>What it challenges: the id of a step or of an exception, or <c>{"clause","cycle"}</c> of a line.</summary>
    public required System.Text.Json.JsonElement Against { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>How an appeal is decided.</summary>
public sealed record AppealVerdict
{
    /// <summary>The act's id, so that the same, sent again, is answered as the first time; made up where it is absent.</summary>
    public string? Id { get; init; }

    /// <summary>What is decided: <c>upheld</c>, <c>changed</c>, <c>reversed</c> or <c>unclear</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why, in words that may be shown to the account.</summary>
    public required string Reason { get; init; }

    /// <summary>With <c>changed</c>: the lower step that takes its place.</summary>
    public string? To { get; init; }
}

/// <summary>An exception that the account asks for.</summary>
public sealed record ExceptionQuestion
{
    /// <summary>The act's id, so that the same, sent again, is answered as the first time; made up where it is absent.</summary>
    public string? Id { get; init; }

    /// <summary>The request's own id; the act's where it is absent. It has no colon.</summary>
    public string? Exception { get; init; }

    /// <summary>The slug of the clause.</summary>
    public required string Clause { get; init; }

    /// <summary>The first instant.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant after it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The figure asked for, a decimal string; absent: the clause is not to be judged at all.</summary>
    public string? Amount { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>An exception that is granted to whoever asked for it.</summary>
public sealed record ExceptionGrant
{
    /// <summary>The act's id, so that the same, sent again, is answered as the first time; made up where it is absent.</summary>
    public string? Id { get; init; }

    /// <summary>The slug of the clause, which is the request's.</summary>
    public required string Clause { get; init; }

    /// <summary>The first instant.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant after it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The figure, a decimal string; absent: the clause is not judged at all.</summary>
    public string? Amount { get; init; }

    /// <summary>Why, in words that may be shown to the account.</summary>
    public required string Reason { get; init; }
}

/// <summary>An act that was done.</summary>
public sealed record ActView
{
    /// <summary>The act's id, by which it can be repeated or taken back.</summary>
    public required string Id { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The type of its event, such as <c>finding.made</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The person; absent for what the account does itself, and for a delivery.</summary>
    public string? By { get; init; }

    /// <summary>The id of what it is about: a case, a step, an appeal, a request, or an act that it takes back; a line's clause.</summary>
    public required string About { get; init; }
}
