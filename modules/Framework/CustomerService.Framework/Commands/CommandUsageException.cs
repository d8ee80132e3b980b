namespace CustomerService.Framework.Commands;

/// <summary>A verb was called with words that make no sense here; the message is all that its caller reads.</summary>
public sealed class CommandUsageException(string message) : Exception(message);
