using Evenhand.Core.Time;

namespace Evenhand.Node.Policies;

/// <summary>A version of a policy that somebody is writing. It holds for nobody, and only whoever may publish sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Owner">The person whose it is.</param>
/// <param name="From">The version that it began as.</param>
/// <param name="Revision">How often it was written; whoever writes it names the one that it goes on from.</param>
/// <param name="Text">The whole document, Markdown.</param>
/// <param name="Written">When it was written last.</param>
public sealed record PolicyDraft(
    string Id,
    string Policy,
    string Owner,
    string From,
    int Revision,
    string Text,
    Moment Written
);
