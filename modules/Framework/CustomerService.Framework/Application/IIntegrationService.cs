namespace CustomerService.Framework.Application;

/// <summary>Called by other modules inside their unit of work; does no authorization of its own.</summary>
public interface IIntegrationService;
