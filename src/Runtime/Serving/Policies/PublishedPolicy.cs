using Evenhand.Core.Policy;

namespace Evenhand.Runtime.Serving.Policies;

/// <summary>A policy version on the node's shelf.</summary>
/// <param name="Version">The compiled version.</param>
/// <param name="Text">The document that it was compiled from, Markdown.</param>
/// <param name="Published">When the ledger first held it, in ticks.</param>
public sealed record PublishedPolicy(PolicyVersion Version, string Text, long Published);
