namespace Evenhand.Sampling;

/// <summary>A kind of thing that events of an account refer to: contacts, stored objects, numbers.</summary>
/// <param name="Index">Its place among the profile's pools.</param>
/// <param name="Prefix">What its members' names begin with; JSON-escaped.</param>
/// <param name="Least">The fewest members that an account has before any is made.</param>
/// <param name="Most">The most of them.</param>
internal sealed record Pool(string Name, int Index, string Prefix, int Least, int Most);
