using Rahat.Contracts;

namespace Rahat.Runtime.Messaging;

/// <summary>
/// A request that every module answers alike and that therefore names the module it is for: the runtime's own, for
/// instance for a page of the module's jobs. Its wire name is the module's, a dot, and the name written on it.
/// </summary>
/// <typeparam name="TReply">What the asker gets when the answer is not a refusal.</typeparam>
public interface IModuleRequest<TReply> : IRequest<TReply>, IModuleRequest;

/// <summary>Names the module that is asked.</summary>
public interface IModuleRequest
{
    /// <summary>Lower-case name of a module.</summary>
    string Module { get; }
}
