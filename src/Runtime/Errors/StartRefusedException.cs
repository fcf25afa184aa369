namespace Rahat.Runtime.Errors;

/// <summary>
/// The process cannot start as it is configured; the message is the one sentence that its operator sees.
/// </summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class StartRefusedException(string message) : Exception(message);
