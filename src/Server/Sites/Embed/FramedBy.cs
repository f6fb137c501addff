using System.Collections.Immutable;

namespace Evenhand.Server.Sites.Embed;

/// <summary>Who may show what a route answers in a frame, also where it refuses.</summary>
/// <param name="Origins">The origins; no other page shows it.</param>
internal sealed record FramedBy(ImmutableArray<string> Origins);
