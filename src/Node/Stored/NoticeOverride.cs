using Evenhand.Core.Time;

namespace Evenhand.Node.Stored;

/// <summary>An operator's word that a version takes effect before the notice is over that was promised.</summary>
/// <param name="Reason">Why, in words for customers.</param>
/// <param name="Promised">The notice that was promised, as it is written.</param>
/// <param name="ForExisting">When it takes effect for accounts from before: when that notice is over.</param>
public sealed record NoticeOverride(string Reason, string Promised, Moment ForExisting);
