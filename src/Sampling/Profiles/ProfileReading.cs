using Evenhand.Notation;

namespace Evenhand.Sampling.Profiles;

/// <summary>What came of reading a profile: the profile, or everything that is wrong with it.</summary>
public sealed record ProfileReading(Profile? Profile, IReadOnlyList<Problem> Errors);
