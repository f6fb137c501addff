using Evenhand.Pages.Forms;
using Evenhand.Wire;

namespace Evenhand.Pages.Portal;

/// <summary>What was decided about an account and what it said to that.</summary>
public sealed record AskedSheet
{
    /// <summary>Steps that are announced or in force, the highest first.</summary>
    public IReadOnlyList<AccountStep> Steps { get; init; } = [];

    /// <summary>Appeals, the latest first.</summary>
    public IReadOnlyList<AccountAppeal> Appeals { get; init; } = [];

    /// <summary>Requests for exceptions, the latest first.</summary>
    public IReadOnlyList<AccountRequest> Requests { get; init; } = [];

    /// <summary>Questions with their answers, the latest first.</summary>
    public IReadOnlyList<Asked> Questions { get; init; } = [];
}

/// <summary>A step, as its account sees it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Lifts">What lifts it, in sentences.</param>
/// <param name="Until">Before when an appeal is possible; null where that is not known.</param>
/// <param name="Appeal">The appeal.</param>
public sealed record AccountStep(
    StepItem Step,
    string Lifts,
    DateTimeOffset? Until,
    ActOffer Appeal
);

/// <summary>An appeal, as its account sees it.</summary>
/// <param name="Appeal">The appeal.</param>
/// <param name="Against">What it is against, in a sentence.</param>
public sealed record AccountAppeal(AppealItem Appeal, string Against);

/// <summary>A request for an exception, as its account sees it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Title">The clause's heading.</param>
/// <param name="Appeal">The appeal against a refusal; null where it was not refused.</param>
public sealed record AccountRequest(ExceptionItem Request, string Title, ActOffer? Appeal);

/// <summary>A question with its answers.</summary>
/// <param name="Question">The question.</param>
/// <param name="About">What it is about, in words.</param>
/// <param name="Answers">The answers, in their order.</param>
public sealed record Asked(SaidItem Question, string About, IReadOnlyList<SaidItem> Answers);
