using Evenhand.Core.Time;

namespace Evenhand.Node.Stored;

/// <summary>How far a consumer has come with what an account was told; on the shared stream, that it began.</summary>
/// <param name="Consumer">Its name.</param>
/// <param name="UpTo">The sequence of the account's stream before which it took everything; 0 on the shared stream.</param>
/// <param name="At">When.</param>
internal sealed record DeliveredRecord(string Consumer, long UpTo, Moment At);
