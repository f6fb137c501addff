namespace Evenhand.Runtime.Sampling.Profiles;

/// <summary>What came of reading a profile: the profile, or everything that is wrong with it.</summary>
public sealed record ProfileReading(Profile? Profile, IReadOnlyList<ProfileError> Errors);
