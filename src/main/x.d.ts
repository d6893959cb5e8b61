export declare const b: any;
