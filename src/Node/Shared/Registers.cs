using Evenhand.Node.Keys;
using Evenhand.Node.Outbox;
using Evenhand.Node.People;
using Evenhand.Node.Policies;

namespace Evenhand.Node.Shared;

/// <summary>Who may come in, who acts, and what they are writing.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="People">The persons.</param>
/// <param name="Drafts">Drafts of policy versions.</param>
/// <param name="Templates">Templates of letters that they worded.</param>
internal sealed record Registers(
    KeyRing Keys,
    PersonRegister People,
    DraftBook Drafts,
    TemplateBook Templates
);
