namespace CustomerService.Framework.Application;

/// <summary>
/// Called by pages, endpoints and jobs. Every call through the interface is authorized (<c>[Authorize(permission)]</c> or
/// <c>[AllowAnonymous]</c> on each method or the class), validated, and one unit of work.
/// </summary>
public interface IApplicationService;
