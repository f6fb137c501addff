namespace Evenhand.Core.Policy;

/// <summary>A share that keeps counting for a period after a thing came into a condition, though it left it.</summary>
/// <param name="Condition">On a kept field, such as the tier.</param>
/// <param name="Months">Calendar months in the account's zone, or zero.</param>
/// <param name="Span">A span of time where <paramref name="Months"/> is zero.</param>
/// <param name="Share">The weight that counts on, in ten-thousandths.</param>
public sealed record LeastTime(Condition Condition, int Months, TimeSpan Span, long Share);
